/// The gateway under rehearsal: starts its jar or goes to one that stands, asks for its consent and
/// asks again, makes the petition, reads back its rows and its published figures, and removes what
/// was made.
///
/// It knows the gateway by its settings and its HTTP contract only, and nothing of who is about to
/// come.
@NullMarked
package org.rempart.loadtests.target;

import org.jspecify.annotations.NullMarked;
