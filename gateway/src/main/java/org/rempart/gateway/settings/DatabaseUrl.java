package org.rempart.gateway.settings;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the database is, as libpq writes it:
/// `postgresql://user:password@host1:port1,host2:port2/name?sslmode=…`. With several hosts the
/// first that takes writes is used.
///
/// @param hosts at least one, in the order they are tried
/// @param password null where the server asks for none
/// @param parameters those of [#PARAMETERS] that were given
public record DatabaseUrl(
        List<Host> hosts,
        String user,
        @Nullable String password,
        String name,
        Map<String, String> parameters) {

    /// One server.
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    /// What may stand behind the question mark. `target_session_attrs` is taken because others
    /// write it; whatever it says, only a server that takes writes is used.
    static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "application_name", "target_session_attrs");

    private static final int PORT = 5432;
    private static final int PORT_MAX = 65_535;
    private static final Pattern URL =
            Pattern.compile(
                    "postgres(?:ql)?://(?:(?<user>[^:@/]+)(?::(?<password>[^@/]*))?@)?"
                            + "(?<hosts>[^/?@]+)/(?<name>[^?/]+)(?:\\?(?<parameters>.*))?");
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:\\[(?<six>[0-9A-Fa-f:.]+)]|(?<name>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");
    private static final String SHAPE =
            "postgresql://user:password@host:port/name, with any of the parameters "
                    + String.join(", ", PARAMETERS.stream().sorted().toList());

    public DatabaseUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /// Reads an address as an operator writes it.
    ///
    /// @throws IllegalArgumentException with what the address must be
    public static DatabaseUrl parse(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException(SHAPE);
        }
        String user = url.group("user");
        String password = url.group("password");
        return new DatabaseUrl(
                hosts(url.group("hosts")),
                user == null ? "postgres" : decoded(user),
                password == null ? null : decoded(password),
                decoded(url.group("name")),
                parameters(url.group("parameters")));
    }

    private static List<Host> hosts(String text) {
        List<Host> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches()) {
                throw new IllegalArgumentException(SHAPE);
            }
            int port = host.group("port") == null ? PORT : Integer.parseInt(host.group("port"));
            if (port < 1 || port > PORT_MAX) {
                throw new IllegalArgumentException(SHAPE);
            }
            String six = host.group("six");
            hosts.add(new Host(six == null ? host.group("name") : six, port));
        }
        return hosts;
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> parameters = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String part : text.split("&", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1 || !PARAMETERS.contains(part.substring(0, equals))) {
                    throw new IllegalArgumentException(SHAPE);
                }
                parameters.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /// The decoder's own message would quote what may be a password.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(SHAPE);
        }
    }

    /// Hosts and name; never who logs in, nor with what.
    @Override
    public String toString() {
        return String.join(",", hosts.stream().map(Host::toString).toList()) + "/" + name;
    }
}
