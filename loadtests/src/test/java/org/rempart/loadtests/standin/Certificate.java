package org.rempart.loadtests.standin;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that nobody has signed but itself, made by the JDK's own `keytool`.
///
/// @param pem it, for whoever is to believe it
/// @param context of servers that show it
public record Certificate(Path pem, SSLContext context) {
    private static final String PASSWORD = "of-a-test";

    private static final long MADE_WITHIN_S = 60;

    /// For a name.
    public static Certificate of(String name, Path folder) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        keytool(
                "-genkeypair -alias key -keyalg EC -validity 2 -storetype PKCS12 -dname CN=test"
                        + " -ext san=dns:%s -storepass %s -keystore %s"
                                .formatted(name, PASSWORD, store));
        keytool(
                "-exportcert -rfc -alias key -storepass %s -keystore %s -file %s"
                        .formatted(PASSWORD, store, pem));
        return new Certificate(pem, context(store));
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        String[] command =
                (Path.of(System.getProperty("java.home"), "bin", "keytool") + " " + arguments)
                        .split(" ", -1);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(MADE_WITHIN_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool made no certificate");
        }
    }

    private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// A server that shows it.
    public ServerSocket server(InetAddress address) throws IOException {
        return context.getServerSocketFactory().createServerSocket(0, 1024, address);
    }
}
