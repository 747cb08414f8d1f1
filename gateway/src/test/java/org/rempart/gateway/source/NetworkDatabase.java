package org.rempart.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes small databases in MaxMind's format (MaxMind DB file format specification 2.0): a tree of
/// 24-bit records, a data section, metadata.
public final class NetworkDatabase {
    static final String NUMBER = "autonomous_system_number";
    static final String OWNER = "autonomous_system_organization";

    private static final int RECORD_BITS = 24;
    private static final int EMPTY = -1;
    private static final int SEPARATOR_BYTES = 16;
    private static final byte[] METADATA_BEGINS = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };

    /// Two records each: another node, or the place of data as its complement less one.
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();

    /// With a block and who answers for it.
    public NetworkDatabase with(String cidr, long number, String owner) {
        int at = data.size();
        data.write(map(2));
        text(NUMBER);
        data.writeBytes(uint32(number));
        text(OWNER);
        text(owner);
        return put(Cidr.parse(cidr), at);
    }

    /// With an entry whose bytes are given.
    NetworkDatabase withData(String cidr, byte[] entry) {
        int at = data.size();
        data.writeBytes(entry);
        return put(Cidr.parse(cidr), at);
    }

    /// IPv4 addresses are found where their 96 first bits are zero.
    private NetworkDatabase put(Cidr cidr, int at) {
        Source network = cidr.network();
        int bits = network.isIpv4() ? cidr.bits() + 96 : cidr.bits();
        long high = network.high();
        long low = network.isIpv4() ? network.low() & 0xffff_ffffL : network.low();
        int node = 0;
        for (int i = 0; i < bits; i++) {
            int side = (int) (i < 64 ? high >>> (63 - i) : low >>> (127 - i)) & 1;
            int[] records = nodes.get(node);
            if (i == bits - 1) {
                records[side] = -2 - at;
            } else {
                if (records[side] == EMPTY) {
                    records[side] = nodes.size();
                    nodes.add(new int[] {EMPTY, EMPTY});
                }
                node = records[side];
            }
        }
        return this;
    }

    /// The file.
    public byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int[] records : nodes) {
            for (int record : records) {
                int value =
                        record == EMPTY
                                ? nodes.size()
                                : record >= 0
                                        ? record
                                        : nodes.size() + SEPARATOR_BYTES - 2 - record;
                file.writeBytes(
                        new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
            }
        }
        file.writeBytes(new byte[SEPARATOR_BYTES]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(METADATA_BEGINS);
        file.write(map(9));
        field(file, "binary_format_major_version", uint16(2));
        field(file, "binary_format_minor_version", uint16(0));
        field(file, "build_epoch", new byte[] {(byte) 1, 2, 1});
        field(file, "database_type", string("Test-ASN"));
        field(file, "description", new byte[] {map(0)});
        field(file, "ip_version", uint16(6));
        field(file, "languages", new byte[] {0, 4});
        field(file, "node_count", uint32(nodes.size()));
        field(file, "record_size", uint16(RECORD_BITS));
        return file.toByteArray();
    }

    /// A text once, then pointers to it.
    private void text(String text) {
        Integer at = texts.putIfAbsent(text, data.size());
        data.writeBytes(at == null ? string(text) : pointer(at));
    }

    /// To the first 2 KiB of the data section.
    static byte[] pointer(int at) {
        return new byte[] {(byte) (1 << 5 | at >> 8), (byte) at};
    }

    static byte map(int pairs) {
        return (byte) (7 << 5 | pairs);
    }

    static byte[] string(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (utf8.length < 29) {
            out.write(2 << 5 | utf8.length);
        } else {
            out.write(2 << 5 | 29);
            out.write(utf8.length - 29);
        }
        out.writeBytes(utf8);
        return out.toByteArray();
    }

    static byte[] uint32(long value) {
        return ByteBuffer.allocate(5).put((byte) (6 << 5 | 4)).putInt((int) value).array();
    }

    private static byte[] uint16(int value) {
        return ByteBuffer.allocate(3).put((byte) (5 << 5 | 2)).putShort((short) value).array();
    }

    private static void field(ByteArrayOutputStream out, String name, byte[] value) {
        out.writeBytes(string(name));
        out.writeBytes(value);
    }
}
