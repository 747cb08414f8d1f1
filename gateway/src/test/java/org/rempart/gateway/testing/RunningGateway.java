package org.rempart.gateway.testing;

import org.rempart.gateway.Gateway;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.settings.SettingsReader;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// A gateway on ports of its own, within the test's JVM, that speaks to a test's database.
public final class RunningGateway implements AutoCloseable {
    /// What its operator side asks for.
    public static final String OPERATOR_TOKEN = "token-of-the-test-operator";

    private final Gateway gateway;
    private final TestFolder data;

    private RunningGateway(Gateway gateway, TestFolder data) {
        this.gateway = gateway;
        this.data = data;
    }

    /// Starts one whose challenges are cheap: a test is about what happens after the work.
    public static RunningGateway on(TestDatabase database) {
        return on(database, Map.of());
    }

    /// Starts one with settings by their variables, which replace the test's own.
    public static RunningGateway on(TestDatabase database, Map<String, String> variables) {
        return on(database, variables, System::nanoTime);
    }

    /// Starts one on a machine whose clock the test moves.
    public static RunningGateway on(
            TestDatabase database, Map<String, String> variables, LongSupplier nanoTime) {
        TestFolder data = TestFolder.create();
        Map<String, String> environment = new HashMap<>();
        environment.put("REMPART_DATA_DIR", data.path().toString());
        environment.put("REMPART_HTTP_HOST", "127.0.0.1");
        environment.put("REMPART_HTTP_PORT", "0");
        environment.put("REMPART_OPERATOR_PORT", "0");
        environment.put("REMPART_HTTP_WARM_UP", "0s");
        environment.put("REMPART_DATABASE_URL", database.url());
        environment.put("REMPART_CHALLENGE_BASE", "1000");
        environment.putAll(variables);
        Settings settings = SettingsReader.read(null, environment);
        return new RunningGateway(
                Gateway.start(settings, new Settings.Secret(OPERATOR_TOKEN), nanoTime), data);
    }

    /// Where its public side answers.
    public String publicUrl() {
        return "http://127.0.0.1:" + gateway.publicPort();
    }

    /// The port of its public side.
    public int publicPort() {
        return gateway.publicPort();
    }

    /// Where its operator side answers.
    public String operatorUrl() {
        return "http://127.0.0.1:" + gateway.operatorPort();
    }

    /// A client of it.
    public Client client() {
        return new Client(publicUrl(), operatorUrl());
    }

    @Override
    public void close() {
        gateway.close();
        data.close();
        BlockedThreads.failIfAny();
    }
}
