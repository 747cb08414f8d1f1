package org.rempart.gateway.source;

import com.maxmind.db.CHMCache;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whose network an address is in, by a database in MaxMind's format (MaxMind DB 2.0) with the
/// fields of GeoLite2-ASN: the setting `source.asn-database`.
///
/// The file is read into memory once; to take another, the gateway is started again. A lookup costs
/// 0.4 microseconds and 424 bytes in a small database (`BudgetsBenchmark`), so nothing is
/// remembered of it. Safe for use by many threads.
public final class Networks {
    /// Heap is not for more; the databases there are have 10 MB.
    public static final long FILE_BYTES_MAX = 64L << 20;

    private static final long NUMBER_MAX = 0xffff_ffffL;

    /// Owners that many entries point to, held as objects.
    private static final int OWNERS_CACHED_MAX = 4_096;

    /// What an entry of the database holds; what is not there is null. Public because the reader
    /// makes it, by reflection.
    public record Entry(@Nullable Long number, @Nullable String owner) {
        @MaxMindDbConstructor
        public Entry(
                @MaxMindDbParameter(name = "autonomous_system_number") @Nullable Long number,
                @MaxMindDbParameter(name = "autonomous_system_organization")
                        @Nullable String owner) {
            this.number = number;
            this.owner = owner;
        }
    }

    private final Reader reader;

    private Networks(Reader reader) {
        this.reader = reader;
    }

    /// Reads a database.
    ///
    /// @throws IllegalArgumentException with a sentence, when the file is none
    public static Networks read(Path file) {
        try {
            if (Files.size(file) <= FILE_BYTES_MAX) {
                return of(Files.readAllBytes(file));
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    file + " is not a database in MaxMind's format that can be read", e);
        }
        throw new IllegalArgumentException(
                "%s is larger than %d MiB".formatted(file, FILE_BYTES_MAX >> 20));
    }

    static Networks of(byte[] database) throws IOException {
        return new Networks(
                new Reader(new ByteArrayInputStream(database), new CHMCache(OWNERS_CACHED_MAX)));
    }

    /// The network of an address; null when the database does not know it, or is damaged there.
    public @Nullable Network of(Source source) {
        try {
            Entry entry = reader.get(source.address(), Entry.class);
            if (entry == null || entry.number == null) {
                return null;
            }
            long number = entry.number;
            String owner = entry.owner;
            return number < 1 || number > NUMBER_MAX
                    ? null
                    : new Network(number, owner == null ? "" : owner);
        } catch (IOException | RuntimeException | StackOverflowError _) {
            // pointers of a damaged file may lead to themselves
            return null;
        }
    }
}
