// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/RestRouter.h"

#include "server/api/Registry.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace tabletalk {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    size_t at = 0;
    for (;;) {
        const size_t end = text.find(separator, at);
        parts.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos)
            return parts;
        at = end + 1;
    }
}

bool takes(HttpMethod method, HttpVerb verb)
{
    switch (method) {
    case HttpMethod::Get:
        return verb == HttpVerb::Get || verb == HttpVerb::Head;
    case HttpMethod::Post:
        return verb == HttpVerb::Post;
    case HttpMethod::Put:
        return verb == HttpVerb::Put || verb == HttpVerb::Patch;
    case HttpMethod::Delete:
        return verb == HttpVerb::Delete;
    }
    return false;
}

const char *allowedBy(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Post:
        return "POST";
    case HttpMethod::Put:
        return "PUT, PATCH";
    case HttpMethod::Delete:
        return "DELETE";
    case HttpMethod::Get:
        break;
    }
    return "GET, HEAD";
}

/// The schema's type without its "or null".
std::string_view typeOf(const boost::json::object &schema)
{
    const auto *type = schema.if_contains("type");
    if (type && type->is_array() && !type->get_array().empty())
        type = &type->get_array().front();
    return type && type->is_string() ? std::string_view(type->get_string().data(), type->get_string().size())
                                     : std::string_view();
}

template <class Number>
bool readNumber(std::string_view text, Number &out)
{
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failed == std::errc() && end == text.data() + text.size();
}

boost::json::value typed(const std::string &text, std::string_view type)
{
    if (type == "integer") {
        qint64 number = 0;
        if (readNumber(text, number))
            return number;
    } else if (type == "number") {
        double number = 0;
        if (readNumber(text, number))
            return number;
    } else if (type == "boolean") {
        if (text == "true" || text == "1")
            return true;
        if (text == "false" || text == "0")
            return false;
    }
    return boost::json::value(text);
}

} // namespace

RestRouter::RestRouter(const Registry &registry)
{
    for (const auto &operation : registry.operations()) {
        Route route;
        route.operation = operation.get();
        for (const std::string_view part : split(operation->info.path, '/')) {
            const bool isField = part.starts_with('{');
            route.segments.push_back({std::string(isField ? part.substr(1, part.size() - 2) : part), isField});
        }
        m_routes.push_back(std::move(route));
    }
    std::ranges::sort(m_routes, [](const Route &a, const Route &b) {
        return std::ranges::lexicographical_compare(a.segments, b.segments, {}, &Segment::isField, &Segment::isField);
    });
}

bool RestRouter::fits(const Route &route, const std::vector<std::string> &path)
{
    return std::ranges::equal(route.segments, path, [](const Segment &segment, const std::string &part) {
        return segment.isField ? !part.empty() : segment.text == part;
    });
}

RestRouter::Match RestRouter::match(HttpVerb verb, std::string_view path) const
{
    std::vector<std::string> parts;
    for (const std::string_view part : split(path, '/')) {
        if (!percentDecode(part, false, parts.emplace_back()))
            return {};
    }

    Match match;
    for (const Route &route : m_routes) {
        if (!fits(route, parts))
            continue;
        if (!takes(route.operation->info.method, verb)) {
            match.allowed.append(match.allowed.empty() ? "" : ", ").append(allowedBy(route.operation->info.method));
            continue;
        }
        match.operation = route.operation;
        for (size_t i = 0; i < parts.size(); ++i) {
            if (route.segments[i].isField)
                match.fields.emplace(route.segments[i].text, parts[i]);
        }
        return match;
    }
    return match;
}

Result<void> RestRouter::addQuery(const Operation &operation, std::string_view query, boost::json::object &params)
{
    const auto *properties = operation.requestSchema.if_contains("properties");
    if (query.empty() || !properties)
        return {};
    std::string name;
    std::string value;
    for (const std::string_view pair : split(query, '&')) {
        const size_t equals = std::min(pair.find('='), pair.size());
        if (!percentDecode(pair.substr(0, equals), true, name)
            || !percentDecode(equals < pair.size() ? pair.substr(equals + 1) : std::string_view(), true, value))
            return std::unexpected(Problem::invalid(
                QStringLiteral("query"), QCoreApplication::translate("RestRouter", "has a malformed percent escape")));
        const auto *schema = properties->get_object().if_contains(name);
        if (!schema || !schema->is_object())
            continue;
        const std::string_view type = typeOf(schema->get_object());
        if (type == "array") {
            const auto *items = schema->get_object().if_contains("items");
            auto &list = params[name];
            if (!list.is_array())
                list = boost::json::array{};
            list.get_array().push_back(
                typed(value, items && items->is_object() ? typeOf(items->get_object()) : std::string_view()));
        } else {
            params[name] = typed(value, type);
        }
    }
    return {};
}

} // namespace tabletalk
