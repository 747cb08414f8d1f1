package org.rempart.gateway;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.PublicServer;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.Networks;
import org.rempart.gateway.source.TrustedProxies;

import java.nio.file.Path;

/// Settings whose meaning only the room they are for can check.
final class RoomChecks {
    private RoomChecks() {}

    static TrustedProxies trustedProxies(Settings settings) {
        try {
            return TrustedProxies.parse(settings.source().trustedProxies());
        } catch (IllegalArgumentException e) {
            throw StartException.ofSetting("source.trusted-proxies: " + e.getMessage(), e);
        }
    }

    /// Null when no database is named.
    static @Nullable Networks networks(Settings settings) {
        Path database = settings.source().asnDatabase();
        try {
            return database == null ? null : Networks.read(database);
        } catch (IllegalArgumentException e) {
            throw StartException.ofSetting("source.asn-database: " + e.getMessage(), e);
        }
    }

    static void tls(Vertx vertx, Settings settings) {
        try {
            PublicServer.checkTls(vertx, settings.http());
        } catch (IllegalArgumentException e) {
            throw StartException.ofSetting(
                    "http.tls.certificate, http.tls.key: " + e.getMessage(), e);
        }
    }
}
