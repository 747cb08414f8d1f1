package org.rempart.loadtests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A system whose names are in a file that is read at every look-up: `address name` in each line.
/// For a virtual machine of its own, whose first provider this is.
public final class ChangingNames extends InetAddressResolverProvider {
    /// System property that names the file.
    public static final String FILE = "test.names";

    /// Puts it before every other provider.
    ///
    /// @return what has to come first on the class path
    public static Path first(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("first/META-INF/services"));
        Files.writeString(
                services.resolve(InetAddressResolverProvider.class.getName()),
                ChangingNames.class.getName());
        return folder.resolve("first");
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return PinnedNames.over(new OfFile());
    }

    @Override
    public String name() {
        return "names that change";
    }

    private static final class OfFile implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            String file = System.getProperty(FILE);
            if (file == null) {
                throw new UnknownHostException(host);
            }
            try {
                for (String line : Files.readAllLines(Path.of(file))) {
                    String[] parts = line.split(" ", -1);
                    if (parts.length == 2 && parts[1].equals(host)) {
                        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
                        return Stream.of(InetAddress.getByAddress(host, address));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("no address has a name in this file");
        }
    }
}
