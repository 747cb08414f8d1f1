package org.rempart.gateway.testing;

import org.rempart.gateway.settings.DatabaseUrl;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database of a test's own, and what a test looks up in it behind the gateway's back.
public record TestDatabase(String host, int port, String user, String password, String name) {
    /// A new, empty one.
    public static TestDatabase create() {
        return Postgres.create();
    }

    /// The same database, reached through a proxy.
    public TestDatabase through(TcpProxy proxy) {
        return new TestDatabase("127.0.0.1", proxy.port(), user, password, name);
    }

    /// As the setting `database.url` takes it.
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        user,
                        URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20"),
                        host,
                        port,
                        name);
    }

    /// The same, read.
    public DatabaseUrl parsed() {
        return DatabaseUrl.parse(url());
    }

    /// Opens a connection that the caller closes.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(host, port, name), user, password);
    }

    /// Runs a statement.
    public void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The texts that a query gives.
    public List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The single number that a query gives.
    public long number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
