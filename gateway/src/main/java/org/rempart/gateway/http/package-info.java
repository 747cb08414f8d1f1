/// The public side: routes, problem documents, event streams. Each answer is one switch over what
/// the other rooms decided.
///
/// May use every other room but `operator`, which borrows its problem documents and its body
/// reader. Knows nothing of SQL or the journal.
@NullMarked
package org.rempart.gateway.http;

import org.jspecify.annotations.NullMarked;
