package org.rempart.loadtests.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;

/// One server through all that a rehearsal does to it.
final class PostgresServerIT {
    @TempDir Path folder;

    @Test
    void whatWasCommittedIsThereAfterEveryBlow() throws Exception {
        String url;
        try (PostgresServer server =
                PostgresServer.start(
                        folder.resolve("database"), folder.resolve("log"), new Random())) {
            url =
                    server.url().replace("postgresql://postgres@", "jdbc:postgresql://")
                            + "?user=postgres";
            assertThat(ask(url, "show fsync")).isEqualTo("on");
            assertThat(ask(url, "show synchronous_commit")).isEqualTo("on");
            ask(url, "create table told (what text); insert into told values ('kept') returning *");

            server.kill(Duration.ZERO);
            assertThat(ask(url, "select what from told")).isEqualTo("kept");

            server.restart(PostgresServer.Stop.IMMEDIATE);
            assertThat(ask(url, "select what from told")).isEqualTo("kept");

            server.restart(PostgresServer.Stop.FAST);
            assertThat(ask(url, "select what from told")).isEqualTo("kept");

            server.freeze();
            assertThatThrownBy(() -> ask(url + "&socketTimeout=1", "select 1"))
                    .isInstanceOf(SQLException.class);
            server.thaw();
            assertThat(ask(url, "select what from told")).isEqualTo("kept");
        }
        assertThatThrownBy(() -> ask(url, "select 1")).isInstanceOf(SQLException.class);
        assertThat(folder.resolve("database")).doesNotExist();
    }

    private static String ask(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            boolean rows = sql.execute(statement);
            while (!rows) {
                rows = sql.getMoreResults();
            }
            try (ResultSet result = sql.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
