package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;

/// Writes batches over one connection with one statement each (`write_batch.sql`, which says how
/// single use, the one-signature rule and the count hold).
public final class PgSignatureStore implements SignatureStore {
    private static final String WRITE_BATCH = Sql.load("write_batch.sql");

    /// A row is asked about again when another transaction claimed its challenge while its own
    /// statement ran. The claim is visible to the next one, so a second round settles it; the third
    /// is for a claim that was rolled back and taken once more.
    private static final int ROUNDS_MAX = 4;

    private final Link link;

    /// Writes over that link, which nothing else should share.
    public PgSignatureStore(Link link) {
        this.link = link;
    }

    @Override
    public Future<BatchResult> write(List<SignatureRow> batch) {
        return result(batch.stream().map(BatchRow::live).toList());
    }

    @Override
    public Future<BatchResult> replay(List<KeptRow> batch) {
        return result(batch.stream().map(BatchRow::kept).toList());
    }

    private Future<BatchResult> result(List<BatchRow> batch) {
        return write(batch, 1)
                .map(outcomes -> (BatchResult) new BatchResult.Written(outcomes))
                .otherwise(Failure::result);
    }

    private Future<List<RowOutcome>> write(List<BatchRow> batch, int round) {
        Tuple columns = BatchRow.columns(batch);
        return link.use(connection -> connection.preparedQuery(WRITE_BATCH).execute(columns))
                .compose(rows -> {
                    List<String> outcomes = new ArrayList<>(batch.size());
                    for (Row row : rows) {
                        outcomes.add(row.getString(0));
                    }
                    return settled(batch, outcomes, round);
                });
    }

    private Future<List<RowOutcome>> settled(
            List<BatchRow> batch, List<String> outcomes, int round) {
        if (outcomes.size() != batch.size()) {
            return Future.failedFuture(
                    new StorageException(
                            "%d outcomes for a batch of %d"
                                    .formatted(outcomes.size(), batch.size())));
        }
        List<RowOutcome> settled = new ArrayList<>(batch.size());
        List<Integer> unseen = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            switch (outcomes.get(i)) {
                case "recorded" -> settled.add(RowOutcome.RECORDED);
                case "known" -> settled.add(RowOutcome.KNOWN);
                case "spent" -> settled.add(RowOutcome.SPENT);
                case "expired" -> settled.add(RowOutcome.EXPIRED);
                case "not_open" -> settled.add(RowOutcome.NOT_OPEN);
                case "held" -> settled.add(RowOutcome.HELD);
                case "unseen" -> {
                    unseen.add(i);
                    settled.add(RowOutcome.SPENT); // until it is known
                }
                default -> throw new IllegalStateException("outcome " + outcomes.get(i));
            }
        }
        if (unseen.isEmpty()) {
            return Future.succeededFuture(settled);
        }
        if (round == ROUNDS_MAX) {
            return Future.failedFuture(
                    new StorageException("challenges stay in doubt after " + round + " rounds"));
        }
        return write(unseen.stream().map(batch::get).toList(), round + 1)
                .recover(cause -> Future.failedFuture(new PartlyWritten(cause)))
                .map(found -> {
                    for (int i = 0; i < found.size(); i++) {
                        settled.set(unseen.get(i), found.get(i));
                    }
                    return settled;
                });
    }
}
