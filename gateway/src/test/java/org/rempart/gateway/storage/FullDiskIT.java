package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.Writer.row;
import static org.rempart.gateway.storage.Writer.rows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.OwnPostgres;
import org.rempart.gateway.testing.SmallDisk;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.util.stream.IntStream;

/// A disk that is full under the table: nothing is written, and the next batch is as soon as there
/// is room.
class FullDiskIT {
    @Test
    void aFullDiskTakesNothingAndTheServerIsUsedWhenThereIsRoom(
            @TempDir Path folder, @TempDir Path mount) {
        try (SmallDisk disk = SmallDisk.mount(mount, 16);
                OwnPostgres server = new OwnPostgres(folder)) {
            TestDatabase database = server.database("little_room");
            Writer.prepare(database);
            server.admin().run("CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
            database.run("ALTER TABLE signature SET TABLESPACE small");
            try (Writer writer = Writer.patient(database)) {
                writer.writes(row(0));
                SignatureRow[] batch =
                        IntStream.range(1, 2_000)
                                .mapToObj(Writer::row)
                                .toArray(SignatureRow[]::new);
                disk.fill();
                writer.fails(Failure.OUT_OF_RESOURCES, batch);
                assertThat(((BatchResult.Failed) writer.write(batch)).reason()).contains("53100");
                assertThat(rows(database)).isEqualTo(1);
                disk.free();
                writer.writes(batch);
            }
            assertThat(rows(database)).isEqualTo(2_000);
            assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(2_000);
        }
    }
}
