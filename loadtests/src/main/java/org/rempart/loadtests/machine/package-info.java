/// What every rehearsal needs of the machine it runs on: ports, signals, folders, other virtual
/// machines; and what holds for every connection that leaves it: names that are looked up once,
/// certificates that are trusted, redirects that nobody follows.
///
/// Knows no other room.
@NullMarked
package org.rempart.loadtests.machine;

import org.jspecify.annotations.NullMarked;
