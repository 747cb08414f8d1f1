/// What a rehearsal is judged by: the ledger of what the gateway acknowledged, the comparison with
/// the rows it shows and the counts it published, the criteria with their limits, and the figures a
/// newcomer can read.
///
/// It uses histograms, JSON and the thresholds of the room limits, opens no connection and knows no
/// other room.
@NullMarked
package org.rempart.loadtests.verdict;

import org.jspecify.annotations.NullMarked;
