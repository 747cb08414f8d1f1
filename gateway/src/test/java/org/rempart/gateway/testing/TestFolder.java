package org.rempart.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is gone afterwards, with everything in it.
public record TestFolder(Path path) implements AutoCloseable {
    /// Makes an empty one.
    public static TestFolder create() {
        try {
            return new TestFolder(Files.createTempDirectory("rempart-test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What all files in it hold.
    public long bytes() {
        try (Stream<Path> found = Files.walk(path)) {
            return found.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> all = found.sorted(Comparator.reverseOrder()).toList();
            for (Path one : all) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
