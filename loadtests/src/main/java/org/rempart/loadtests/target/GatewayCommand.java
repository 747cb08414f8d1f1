package org.rempart.loadtests.target;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// How a gateway is started: its jar, its settings, and where it listens. Every start of one
/// command is a gateway at the same place.
final class GatewayCommand {
    static final String HOST = "127.0.0.1";

    /// The heap the gateway promises to hold a flood with.
    private static final String HEAP = "-Xmx256m";

    private final ProcessBuilder builder;
    private final Target target;
    private final Path data;
    private final Path log;

    /// @param folder where its data and `gateway.log` go
    /// @param settings environment variables beside those that say where it listens
    /// @throws IOException when there is no jar
    GatewayCommand(
            Path jar,
            Path folder,
            int publicPort,
            int operatorPort,
            Secret operatorToken,
            Secret rehearsalToken,
            Map<String, String> settings)
            throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("there is no gateway at " + jar + "; build it first");
        }
        data = folder.resolve("data");
        log = folder.resolve("gateway.log");
        target =
                new Target(
                        URI.create("http://" + HOST + ":" + publicPort),
                        URI.create("http://" + HOST + ":" + operatorPort),
                        operatorToken,
                        rehearsalToken);
        builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "serve");
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        // an operator's own settings, of a real database perhaps, are not this gateway's
        environment.keySet().removeIf(variable -> variable.startsWith("REMPART_"));
        environment.putAll(settings);
        environment.put("REMPART_HTTP_HOST", HOST);
        environment.put("REMPART_HTTP_PORT", Integer.toString(publicPort));
        environment.put("REMPART_OPERATOR_HOST", HOST);
        environment.put("REMPART_OPERATOR_PORT", Integer.toString(operatorPort));
        environment.put("REMPART_OPERATOR_TOKEN", operatorToken.value());
        environment.put("REMPART_REHEARSAL_TOKEN", rehearsalToken.value());
        environment.put("REMPART_DATA_DIR", data.toAbsolutePath().toString());
    }

    Process start() throws IOException {
        return builder.start();
    }

    Target target() {
        return target;
    }

    Path data() {
        return data;
    }

    /// What it says, of all its starts.
    Path log() {
        return log;
    }
}
