/// The gateway under rehearsal: starts its jar, asks for its consent, makes the petition, reads
/// back its rows and its published figures.
///
/// It knows the gateway by its settings and its HTTP contract only, and nothing of who is about to
/// come.
@NullMarked
package org.rempart.loadtests.target;

import org.jspecify.annotations.NullMarked;
