/// Several machines, one verdict: what each of them left of a run that they played together, put
/// together and judged as one.
///
/// It uses verdicts and knows no other room: it reads no file, and writes none.
@NullMarked
package org.rempart.loadtests.merge;

import org.jspecify.annotations.NullMarked;
