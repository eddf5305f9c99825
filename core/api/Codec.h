// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace tabletalk::api {

/// Limits that hold for every JSON text we read.
struct JsonLimits
{
    size_t maxBytes = 1024 * 1024;
    size_t maxDepth = 32;
};

/// Parses one JSON document; MalformedJson or TooLarge otherwise. Refuses duplicate
/// keys' ambiguity by keeping the last, trailing text, invalid UTF-8 and depth beyond the limit.
Result<boost::json::value> parseJson(std::string_view text, const JsonLimits &limits = {});

/// Message to JSON, JSON to message, and the JSON Schema of a message.
/// Declared for every struct of core/api that is described with BOOST_DESCRIBE_STRUCT and
/// instantiated once, in the .cpp beside the struct (CodecImpl.h does the work).
/// Reading reports every bad field with its path, e.g. "params.databaseId: expected a UUID";
/// unknown fields are ignored, absent optionals and fields with defaults may be missing.
template <class Message>
boost::json::value toJson(const Message &message);

template <class Message>
Result<Message> fromJson(const boost::json::value &json, QStringView path = u"params");

template <class Message>
boost::json::object jsonSchemaOf();

/// The name of the message in the OpenAPI document.
template <class Message>
std::string_view messageName();

template <class Message>
std::string toJsonText(const Message &message);

} // namespace tabletalk::api
