package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.counts;
import static org.rempart.loadtests.verdict.Table.fact;
import static org.rempart.loadtests.verdict.Table.some;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every acknowledgement held against every row, by receipt.
///
/// @param acknowledged signatures the gateway acknowledged
/// @param rows rows the gateway shows
/// @param missing receipts that were acknowledged and have no row
/// @param shared receipts that were given to more than one signature: all but one of them are lost
/// @param twice receipts with more than one row
/// @param unexplained rows without an acknowledgement that a post without an answer may explain
/// @param forged rows without an acknowledgement that nothing explains
/// @param elsewhere receipts whose row shows another country than was posted
/// @param rowsByState rows by state
/// @param countedByCountry counted rows by country
public record Reconciliation(
        long acknowledged,
        long rows,
        List<String> missing,
        List<String> shared,
        List<String> twice,
        long unexplained,
        long forged,
        List<String> elsewhere,
        Map<String, Long> rowsByState,
        Map<String, Long> countedByCountry) {

    /// Compares the ledger with the rows.
    public static Reconciliation of(Ledger ledger, Collection<Row> rows) {
        Map<String, Acknowledgement> byReceipt = new HashMap<>();
        Set<Long> signatures = new HashSet<>();
        List<String> shared = new ArrayList<>();
        for (Acknowledgement acknowledgement : ledger.acknowledgements()) {
            signatures.add(acknowledgement.signature());
            Acknowledgement first =
                    byReceipt.putIfAbsent(acknowledgement.receipt(), acknowledgement);
            if (first != null && first.signature() != acknowledgement.signature()) {
                shared.add(acknowledgement.receipt());
            }
        }

        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        Map<String, Long> strangers = new HashMap<>();
        Map<String, Long> byState = new TreeMap<>();
        Map<String, Long> countedByCountry = new TreeMap<>();
        for (Row row : rows) {
            byState.merge(row.state(), 1L, Long::sum);
            if (row.isCounted()) {
                countedByCountry.merge(row.country(), 1L, Long::sum);
            }
            if (!seen.add(row.receipt())) {
                twice.add(row.receipt());
                continue;
            }
            Acknowledgement acknowledgement = byReceipt.get(row.receipt());
            if (acknowledgement == null) {
                strangers.merge(row.country(), 1L, Long::sum);
            } else if (!acknowledgement.country().equals(row.country())) {
                elsewhere.add(row.receipt());
            }
        }

        long forged = 0;
        long unexplained = 0;
        Map<String, Long> unanswered = ledger.unanswered();
        for (Map.Entry<String, Long> stranger : strangers.entrySet()) {
            long explained =
                    Math.min(stranger.getValue(), unanswered.getOrDefault(stranger.getKey(), 0L));
            unexplained += explained;
            forged += stranger.getValue() - explained;
        }

        List<String> missing =
                byReceipt.keySet().stream().filter(receipt -> !seen.contains(receipt)).toList();
        return new Reconciliation(
                signatures.size(),
                rows.size(),
                missing,
                List.copyOf(shared),
                List.copyOf(twice),
                unexplained,
                forged,
                List.copyOf(elsewhere),
                Map.copyOf(byState),
                Map.copyOf(countedByCountry));
    }

    /// Counted rows.
    public long counted() {
        return countedByCountry.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Whether the published figures equal the counted rows: the count, the petition's count and
    /// each country.
    public boolean agreesWith(Published published) {
        Map<String, Long> named = new HashMap<>(published.byCountry());
        named.values().removeIf(count -> count == 0);
        return published.count() == counted()
                && published.petitionCount() == counted()
                && named.equals(countedByCountry);
    }

    /// Whether nothing acknowledged is missing.
    public boolean complete() {
        return missing.isEmpty();
    }

    /// What people are told.
    Table table() {
        List<Table.Fact> facts = new ArrayList<>();
        facts.add(fact("signatures acknowledged", "%,d", acknowledged));
        facts.add(fact("rows", "%,d", rows));
        facts.add(counts("by state", rowsByState));
        facts.add(fact("rows for posts without an answer", "%,d", unexplained));
        facts.addAll(some("receipts without a row", missing));
        facts.addAll(some("receipts given to two signatures", shared));
        facts.addAll(some("receipts with two rows", twice));
        facts.addAll(some("receipts in another country", elsewhere));
        return new Table.Facts("The count against the rows", facts);
    }
}
