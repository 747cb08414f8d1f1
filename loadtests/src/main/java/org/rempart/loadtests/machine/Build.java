package org.rempart.loadtests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Tells one build of a program from another, also where both have the same version: by what it
/// consists of.
public final class Build {
    /// Enough for as many builds as there are machines.
    private static final int BYTES_SHOWN = 6;

    private Build() {}

    /// A digest, in hex, of all files the class was loaded with. Reads them all.
    public static String of(Class<?> one) {
        CodeSource source = one.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException(one + " comes from nowhere");
        }
        return of(Path.of(source.getLocation().getPath()));
    }

    /// The same of a folder or a file.
    static String of(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> sorted =
                    files.filter(Files::isRegularFile)
                            .map(root::relativize)
                            .sorted((one, other) -> one.toString().compareTo(other.toString()))
                            .toList();
            for (Path file : sorted) {
                digest.update((file + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(
                        MessageDigest.getInstance("SHA-256")
                                .digest(Files.readAllBytes(root.resolve(file))));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES_SHOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
