// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Registry.h"

#include <QCoreApplication>

#include <algorithm>
#include <stdexcept>

namespace tabletalk {

namespace {

/// A mistake in a declaration ends the start of the program, with words for its author.
[[noreturn]] void refuse(const OperationInfo &info, const std::string &why)
{
    throw std::logic_error("operation " + info.name + " (" + info.path + "): " + why);
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// "noun.verb"
bool isOperationName(std::string_view name)
{
    const size_t dot = name.find('.');
    if (dot == 0 || dot == std::string_view::npos || dot + 1 == name.size() || name.find('.', dot + 1) != name.npos)
        return false;
    return std::ranges::all_of(name, [](char c) { return c == '.' || isNameCharacter(c); });
}

bool isLiteralSegment(std::string_view segment)
{
    return !segment.empty()
           && std::ranges::all_of(segment, [](char c) { return isNameCharacter(c) || c == '-' || c == '_'; });
}

/// The path with every "{x}" as "{}", so that two routes which match the same requests
/// are the same text. Checks the path and its fields on the way.
std::string routeShape(const Operation &operation)
{
    const OperationInfo &info = operation.info;
    const auto *properties = operation.requestSchema.if_contains("properties");
    std::string shape;
    size_t at = 0;
    while (at <= info.path.size()) {
        const size_t end = std::min(info.path.find('/', at), info.path.size());
        const std::string segment = info.path.substr(at, end - at);
        if (segment.size() > 2 && segment.front() == '{' && segment.back() == '}') {
            const std::string field = segment.substr(1, segment.size() - 2);
            if (!properties || !properties->is_object() || !properties->get_object().contains(field))
                refuse(info, "the request has no field " + field);
            shape += "/{}";
        } else if (isLiteralSegment(segment)) {
            shape += "/" + segment;
        } else {
            refuse(info, "the path segment \"" + segment + "\" is not a name or {field}");
        }
        at = end + 1;
    }
    return shape;
}

size_t countThings(const boost::json::value &schema)
{
    size_t count = 0;
    if (const auto *object = schema.if_object()) {
        for (const auto &member : *object)
            count += member.key() == "x-thing" ? 1 : countThings(member.value());
    }
    return count;
}

/// The fields that name things of a workspace. Deeper inside a request the dispatcher would
/// not look for them, so that they are refused there.
std::vector<ThingField> thingsIn(const Operation &operation)
{
    std::vector<ThingField> things;
    const auto *properties = operation.requestSchema.if_contains("properties");
    if (!properties)
        return things;
    for (const auto &property : properties->as_object()) {
        const auto *items = property.value().as_object().if_contains("items");
        const auto &schema = items ? items->as_object() : property.value().as_object();
        if (const auto *thing = schema.if_contains("x-thing"))
            things.push_back({property.key(), std::string(thing->as_string()), items != nullptr});
    }
    if (things.size() != countThings(operation.requestSchema))
        refuse(operation.info, "names things of a workspace deeper inside the request, where nobody checks them");
    return things;
}

} // namespace

void Registry::requireStream(const std::shared_ptr<TextStream> &stream)
{
    if (!stream)
        throw Problem::of(
            ProblemCode::MethodNotAllowed,
            QCoreApplication::translate("Dispatcher", "This operation answers with a stream, which HTTP alone has."),
            QCoreApplication::translate("Dispatcher", "Call it over REST; /openapi.json has its address."));
}

void Registry::insert(Operation operation)
{
    const OperationInfo &info = operation.info;
    if (!isOperationName(info.name))
        refuse(info, "the name must read noun.verb");
    if (info.maxBodyBytes == 0 || info.successStatus < 200 || info.successStatus > 299)
        refuse(info, "the limits or the status make no sense");
    if (bool(operation.run) == bool(operation.runPublic) || operation.permission.has_value() != bool(operation.run))
        refuse(info, "needs a permission, or to be public");

    const std::string shape = routeShape(operation);
    for (const auto &other : m_operations) {
        if (other->info.name == info.name)
            refuse(info, "declared twice");
        if (other->info.method == info.method && routeShape(*other) == shape)
            refuse(info, "the path belongs to " + other->info.name + " already");
    }
    operation.things = thingsIn(operation);
    const auto at = std::ranges::lower_bound(m_operations, info.name, {},
                                             [](const auto &other) -> const std::string & { return other->info.name; });
    m_operations.insert(at, std::make_unique<const Operation>(std::move(operation)));
}

const Operation *Registry::find(std::string_view name) const
{
    const auto at = std::ranges::lower_bound(m_operations, name, {},
                                             [](const auto &each) { return std::string_view(each->info.name); });
    return at != m_operations.end() && (*at)->info.name == name ? at->get() : nullptr;
}

} // namespace tabletalk
