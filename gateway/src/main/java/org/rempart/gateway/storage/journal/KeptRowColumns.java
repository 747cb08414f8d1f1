package org.rempart.gateway.storage.journal;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.Hold;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.SignatureRow;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A kept signature as the columns of [JournalSchema#SIGNATURE], in that order.
final class KeptRowColumns {
    private KeptRowColumns() {}

    /// Binds them to the parameters 1 to 16.
    static void bind(PreparedStatement statement, KeptRow kept) throws SQLException {
        SignatureRow row = kept.row();
        statement.setBytes(1, row.challenge().getBytes());
        statement.setBytes(2, row.content().getBytes());
        statement.setLong(3, micros(row.expiresAt()));
        statement.setString(4, row.receipt());
        statement.setLong(5, row.petitionId());
        statement.setString(6, row.name());
        statement.setString(7, row.email());
        statement.setString(8, row.country());
        statement.setString(9, row.postcode());
        statement.setBoolean(10, row.isPublic());
        statement.setBoolean(11, row.wantsUpdates());
        statement.setBytes(12, row.addressHash().getBytes());
        statement.setBytes(13, row.personHash().getBytes());
        statement.setLong(14, micros(kept.takenAt()));
        statement.setBoolean(15, kept.inDoubt());
        Hold hold = row.hold();
        statement.setString(16, hold == null ? null : hold.name());
    }

    /// Reads the row the result stands on.
    static KeptRow read(ResultSet result) throws SQLException {
        return new KeptRow(
                new SignatureRow(
                        Buffer.buffer(result.getBytes("challenge")),
                        Buffer.buffer(result.getBytes("content")),
                        instant(result.getLong("expires_at")),
                        result.getString("receipt"),
                        result.getLong("petition_id"),
                        result.getString("name"),
                        result.getString("email"),
                        result.getString("country"),
                        result.getString("postcode"),
                        result.getBoolean("is_public"),
                        result.getBoolean("wants_updates"),
                        Buffer.buffer(result.getBytes("address_hash")),
                        Buffer.buffer(result.getBytes("person_hash")),
                        hold(result.getString("hold"))),
                instant(result.getLong("taken_at")),
                result.getBoolean("in_doubt"));
    }

    private static @Nullable Hold hold(@Nullable String name) {
        return name == null ? null : Hold.valueOf(name);
    }

    /// Rounded down.
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
