package org.rempart.gateway.http.page;

import io.vertx.core.buffer.Buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files that pages load, read once from the class path and kept in memory.
///
/// Their address is `/assets/{version}/{name}`. The version is that of all of them together, so
/// that the scripts find one another by relative addresses, and an address never gets another
/// content. May be used from any thread.
public final class Assets {
    private static final int VERSION_CHARACTERS = 12;
    private static final String OWN = "assets/";
    private static final String ALTCHA = "vendor/altcha-3.2.2/";
    private static final Map<String, String> FOLDERS =
            Map.ofEntries(
                    Map.entry("altcha.css", ALTCHA),
                    Map.entry("altcha.min.js", ALTCHA),
                    Map.entry("count.js", OWN),
                    Map.entry("favicon.svg", OWN),
                    Map.entry("form.js", OWN),
                    Map.entry("petition.css", OWN),
                    Map.entry("petition.js", OWN),
                    Map.entry("sha.js", ALTCHA),
                    Map.entry("solver.js", OWN),
                    Map.entry("wait.js", OWN),
                    Map.entry("work.js", OWN));

    /// The answer to `/robots.txt`: pages may be found, what only programs read is left alone.
    public static final String ROBOTS =
            """
            User-agent: *
            Disallow: /petitions/*/challenge
            Disallow: /petitions/*/count
            """;

    private final Map<String, Asset> byName;
    private final String version;

    private Assets(Map<String, Asset> byName, String version) {
        this.byName = byName;
        this.version = version;
    }

    /// Reads them all.
    public static Assets load() {
        Map<String, Asset> byName = new LinkedHashMap<>();
        MessageDigest all = sha256();
        FOLDERS.keySet().stream()
                .sorted()
                .forEach(name -> {
                    byte[] bytes = read(FOLDERS.get(name) + name);
                    byte[] digest = sha256().digest(bytes);
                    all.update(name.getBytes(StandardCharsets.UTF_8));
                    all.update(digest);
                    String etag = '"' + abbreviated(digest) + '"';
                    byName.put(name, new Asset(Buffer.buffer(bytes), mediaType(name), etag));
                });
        return new Assets(Map.copyOf(byName), abbreviated(all.digest()));
    }

    /// The path of a file for links.
    ///
    /// @throws IllegalArgumentException when there is no such file
    public String path(String name) {
        if (!byName.containsKey(name)) {
            throw new IllegalArgumentException("No asset has the name " + name);
        }
        return "/assets/" + version + "/" + name;
    }

    /// The file with this name. Which version is asked for does not matter: while gateways of two
    /// releases answer side by side, a page of one may load its files from the other.
    public Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The value of `Cache-Control` for a file asked for in this version: for ever when it is the
    /// one this gateway has.
    public String cacheControl(String askedVersion) {
        return askedVersion.equals(version) ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static byte[] read(String path) {
        try (InputStream stream = Assets.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("Not on the class path: " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("No media type is known for " + name);
        };
    }

    private static String abbreviated(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, VERSION_CHARACTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
