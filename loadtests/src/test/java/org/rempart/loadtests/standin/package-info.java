/// A small gateway in memory, true to the contract where the rehearsals look, that can be told to
/// fail in one way at a time: what keeps every rehearsal able to go red.
@NullMarked
package org.rempart.loadtests.standin;

import org.jspecify.annotations.NullMarked;
