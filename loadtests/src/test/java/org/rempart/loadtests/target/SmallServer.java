package org.rempart.loadtests.target;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What [GatewayProcessTest] starts in place of a gateway: is ready after a while, or dies.
final class SmallServer {
    private SmallServer() {}

    static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        if (!arguments[0].equals("serve") || environment.containsKey("SMALL_SERVER_DIES")) {
            System.out.println("the database refuses");
            System.exit(1);
        }
        Files.writeString(
                Path.of(environment.getOrDefault("REMPART_DATA_DIR", "")).resolve("file"), "data");
        int port = Integer.parseInt(environment.getOrDefault("REMPART_OPERATOR_PORT", "0"));
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        long readyAt = System.nanoTime() + 300_000_000;
        server.createContext(
                "/health/ready",
                exchange -> {
                    int status = System.nanoTime() < readyAt ? 503 : 200;
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }
}
