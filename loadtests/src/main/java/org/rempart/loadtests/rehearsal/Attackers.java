package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.SourceAddresses;

import java.net.InetAddress;
import java.util.List;

/// Where attackers come from.
final class Attackers {
    /// Servers of one owner, November 2020.
    static final int SOURCES = 218;

    private Attackers() {}

    /// Those of them that fall to this machine: neighbours, or each in a network of its own.
    static List<String> sources(Settings settings) {
        return settings.share()
                .of(
                        settings.apart()
                                ? SourceAddresses.apart(SOURCES)
                                : SourceAddresses.ofAttackers(SOURCES));
    }

    static List<String> sources(Stage stage) {
        return sources(stage.settings());
    }

    static List<InetAddress> addresses(Stage stage) {
        return sources(stage).stream().map(InetAddress::ofLiteral).toList();
    }
}
