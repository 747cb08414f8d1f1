package org.rempart.gateway.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// A row as `write_batch.sql` takes it.
///
/// @param takenAt when it was promised; null for a signature that somebody waits for
record BatchRow(SignatureRow row, @Nullable Instant takenAt) {
    static BatchRow live(SignatureRow row) {
        return new BatchRow(row, null);
    }

    static BatchRow kept(KeptRow kept) {
        return new BatchRow(kept.row(), kept.takenAt());
    }

    /// The parameters of the statement: an array for each column.
    static Tuple columns(List<BatchRow> batch) {
        return Tuple.tuple()
                .addArrayOfBuffer(buffers(batch, SignatureRow::challenge))
                .addArrayOfBuffer(buffers(batch, SignatureRow::content))
                .addArrayOfOffsetDateTime(times(batch, line -> line.row.expiresAt()))
                .addArrayOfString(strings(batch, SignatureRow::receipt))
                .addArrayOfLong(column(batch, line -> line.row.petitionId(), Long[]::new))
                .addArrayOfString(strings(batch, SignatureRow::name))
                .addArrayOfString(strings(batch, SignatureRow::email))
                .addArrayOfString(strings(batch, SignatureRow::country))
                .addArrayOfString(strings(batch, SignatureRow::postcode))
                .addArrayOfBoolean(column(batch, line -> line.row.isPublic(), Boolean[]::new))
                .addArrayOfBoolean(column(batch, line -> line.row.wantsUpdates(), Boolean[]::new))
                .addArrayOfBuffer(buffers(batch, SignatureRow::addressHash))
                .addArrayOfBuffer(buffers(batch, SignatureRow::personHash))
                .addArrayOfOffsetDateTime(times(batch, BatchRow::takenAt))
                .addArrayOfString(strings(batch, BatchRow::heldFor));
    }

    private static @Nullable String heldFor(SignatureRow row) {
        Hold hold = row.hold();
        return hold == null ? null : hold.label();
    }

    private static Buffer[] buffers(List<BatchRow> batch, Function<SignatureRow, Buffer> field) {
        return column(batch, line -> field.apply(line.row), Buffer[]::new);
    }

    private static String[] strings(
            List<BatchRow> batch, Function<SignatureRow, @Nullable String> field) {
        return column(batch, line -> field.apply(line.row), String[]::new);
    }

    private static OffsetDateTime[] times(
            List<BatchRow> batch, Function<BatchRow, @Nullable Instant> field) {
        return column(
                batch,
                line -> {
                    Instant instant = field.apply(line);
                    return instant == null
                            ? null
                            : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
                },
                OffsetDateTime[]::new);
    }

    private static <T> T[] column(
            List<BatchRow> batch, Function<BatchRow, @Nullable T> field, IntFunction<T[]> array) {
        return batch.stream().map(field).toArray(array);
    }
}
