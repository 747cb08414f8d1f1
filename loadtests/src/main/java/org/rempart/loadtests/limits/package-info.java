/// The thresholds that operators version: which there are, what each may be, and the YAML file they
/// stand in. The file that is shipped says all of them; one that an operator names says what
/// differs.
///
/// It reads that file and knows no other room: what a threshold is for is the verdict's to say.
@NullMarked
package org.rempart.loadtests.limits;

import org.jspecify.annotations.NullMarked;
