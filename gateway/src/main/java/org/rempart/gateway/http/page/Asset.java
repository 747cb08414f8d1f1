package org.rempart.gateway.http.page;

import io.vertx.core.buffer.Buffer;

/// A file that pages load.
///
/// @param bytes must not be written to: it is the same for every answer
/// @param mediaType the value of `Content-Type`
/// @param etag the value of `ETag`, quotation marks included
public record Asset(Buffer bytes, String mediaType, String etag) {}
