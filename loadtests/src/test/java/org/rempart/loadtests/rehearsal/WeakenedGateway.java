package org.rempart.loadtests.rehearsal;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The gateway that was built, with a defence switched off: by its settings, or by those of its
/// database. A rehearsal starts it as it starts any other.
final class WeakenedGateway {
    private static final Path BUILT = Path.of("..", "gateway", "target", "gateway.jar");

    private static final Attributes.Name MAIN = new Attributes.Name("Weakened-Main");

    private static final Attributes.Name SETTINGS = new Attributes.Name("Weakened-Settings");

    private static final Attributes.Name STATEMENT = new Attributes.Name("Weakened-Statement");

    private WeakenedGateway() {}

    /// Writes a jar whose gateway has other settings.
    ///
    /// @param settings YAML
    static Path bySettings(Path folder, String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("weakened.yaml"), settings);
        return jar(folder, SETTINGS, file.toAbsolutePath().toString());
    }

    /// Writes a jar whose gateway has its database obey a statement first.
    static Path byStatement(Path folder, String statement) throws IOException {
        return jar(folder, STATEMENT, statement);
    }

    private static Path jar(Path folder, Attributes.Name how, String value) throws IOException {
        Manifest manifest;
        try (JarFile built = new JarFile(BUILT.toFile())) {
            manifest = built.getManifest();
        }
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(MAIN, attributes.getValue(Attributes.Name.MAIN_CLASS));
        attributes.put(Attributes.Name.MAIN_CLASS, WeakenedGateway.class.getName());
        attributes.put(how, value);
        Path own =
                Path.of(
                        WeakenedGateway.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                BUILT.toAbsolutePath().normalize().toUri() + " " + own.toUri());
        Path jar = folder.resolve("weakened.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    static void main(String[] arguments) throws Exception {
        Attributes attributes;
        try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
            attributes = jar.getManifest().getMainAttributes();
        }
        if (attributes.containsKey(STATEMENT)) {
            obey(attributes.getValue(STATEMENT));
        }
        List<String> all = new ArrayList<>(List.of(arguments));
        if (attributes.containsKey(SETTINGS)) {
            all.addAll(List.of("--config", attributes.getValue(SETTINGS)));
        }
        Method main =
                Class.forName(attributes.getValue(MAIN)).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) all.toArray(String[]::new));
    }

    private static void obey(String statement) throws SQLException {
        String url =
                System.getenv("REMPART_DATABASE_URL")
                        .replaceFirst(
                                "postgresql://postgres@(.*)", "jdbc:postgresql://$1?user=postgres");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statements = connection.createStatement()) {
            statements.execute(statement);
        }
    }
}
