package org.rempart.loadtests.machine;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;

/// How every HTTP client here is made: it goes to the gateway it was told of and nowhere else.
/// Redirects are not followed, because what answers from elsewhere has consented to nothing; and no
/// proxy of this machine's is asked.
public final class Http {
    private Http() {}

    /// One more client, of HTTP/1.1.
    ///
    /// @param connectMax how long a connection may take to be there
    public static HttpClient.Builder client(Duration connectMax) {
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connectMax);
    }
}
