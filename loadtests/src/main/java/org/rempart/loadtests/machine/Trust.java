package org.rempart.loadtests.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Certificates that a virtual machine, and those it starts, trust beside the ones its JDK knows.
public final class Trust {
    private static final String TYPE = "PKCS12";

    /// A store wants one. What is in it is public.
    private static final String PASSWORD = "certificates";

    private Trust() {}

    /// Has every client of this virtual machine trust what is in a file, too. To be called before
    /// anybody has connected with TLS.
    ///
    /// @param pem one certificate or several
    /// @throws IOException with a sentence that names a file that holds none
    public static void hold(Path pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            for (Certificate one : known()) {
                store.setCertificateEntry("known-" + store.size(), one);
            }
            for (Certificate one : read(pem)) {
                store.setCertificateEntry("given-" + store.size(), one);
            }
            Path file = Files.createTempFile("trusted", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            System.setProperty("javax.net.ssl.trustStoreType", TYPE);
        } catch (CertificateException e) {
            throw new IOException("no certificates can be read from " + pem, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + TYPE, e);
        }
    }

    private static Collection<? extends Certificate> read(Path pem)
            throws IOException, CertificateException {
        if (!Files.isRegularFile(pem)) {
            throw new IOException("there are no certificates at " + pem);
        }
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw new IOException("there are no certificates in " + pem);
            }
            return read;
        }
    }

    private static Collection<? extends Certificate> known() throws GeneralSecurityException {
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init((KeyStore) null);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }
}
