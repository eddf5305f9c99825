// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/OpenApi.h"

#include "server/api/Registry.h"

#include <boost/json.hpp>

#include <algorithm>

namespace tabletalk {

namespace {

using boost::json::array;
using boost::json::object;

const char *verbOf(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Post:
        return "post";
    case HttpMethod::Put:
        return "put";
    case HttpMethod::Delete:
        return "delete";
    case HttpMethod::Get:
        break;
    }
    return "get";
}

const char *rateName(RateClass rate)
{
    switch (rate) {
    case RateClass::Write:
        return "write";
    case RateClass::Ask:
        return "ask";
    case RateClass::SignIn:
        return "signIn";
    case RateClass::Probe:
        return "probe";
    case RateClass::Read:
        break;
    }
    return "read";
}

object reference(std::string_view schema)
{
    return {{"$ref", "#/components/schemas/" + std::string(schema)}};
}

object jsonContent(std::string_view mediaType, std::string_view schema)
{
    return {{mediaType, object{{"schema", reference(schema)}}}};
}

std::vector<std::string> pathFields(const std::string &path)
{
    std::vector<std::string> fields;
    for (size_t open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1))
        fields.push_back(path.substr(open + 1, path.find('}', open) - open - 1));
    return fields;
}

std::string_view textOf(const boost::json::value &text)
{
    const auto &string = text.as_string();
    return {string.data(), string.size()};
}

bool isRequired(const object &schema, std::string_view field)
{
    const auto *required = schema.if_contains("required");
    return required
           && std::ranges::any_of(required->as_array(), [&](const auto &each) { return textOf(each) == field; });
}

/// Path fields, and for verbs without a body every other field as a query parameter.
array parameters(const Operation &operation, const std::vector<std::string> &inPath, bool hasBody)
{
    array list;
    const auto *properties = operation.requestSchema.if_contains("properties");
    if (!properties)
        return list;
    for (const auto &[key, schema] : properties->as_object()) {
        const std::string name(key.data(), key.size());
        const bool path = std::ranges::find(inPath, name) != inPath.end();
        if (!path && hasBody)
            continue;
        list.push_back(object{{"name", name},
                              {"in", path ? "path" : "query"},
                              {"required", path || isRequired(operation.requestSchema, name)},
                              {"schema", schema}});
    }
    return list;
}

object responses(const Operation &operation)
{
    object success{{"description", "Success"}};
    constexpr int noContent = 204;
    if (!operation.streamTypes.empty()) {
        object content;
        for (const std::string &type : operation.streamTypes)
            content[type] = object{{"schema", object{{"type", "string"}}}};
        success["content"] = std::move(content);
    } else if (operation.info.successStatus != noContent)
        success["content"] = jsonContent("application/json", operation.responseName);
    return {{std::to_string(operation.info.successStatus), std::move(success)},
            {"default", object{{"$ref", "#/components/responses/Problem"}}}};
}

object describe(const Operation &operation)
{
    const OperationInfo &info = operation.info;
    const bool hasBody = info.method == HttpMethod::Post || info.method == HttpMethod::Put;
    const std::vector<std::string> inPath = pathFields(info.path);

    object json{{"operationId", info.name},
                {"summary", info.summary},
                {"tags", array{info.name.substr(0, info.name.find('.'))}},
                {"x-rate-class", rateName(info.rate)}};
    if (operation.permission)
        json["x-permission"] = permissionName(*operation.permission).toStdString();
    else
        json["security"] = array{};
    if (array list = parameters(operation, inPath, hasBody); !list.empty())
        json["parameters"] = std::move(list);
    const auto *properties = operation.requestSchema.if_contains("properties");
    if (hasBody && properties && properties->as_object().size() > inPath.size())
        json["requestBody"] = object{{"required", operation.requestSchema.contains("required")},
                                     {"content", jsonContent("application/json", operation.requestName)}};
    json["responses"] = responses(operation);
    return json;
}

object problemSchema()
{
    const object text{{"type", "string"}};
    const object fieldError{{"type", "object"},
                            {"properties", object{{"path", text}, {"message", text}}},
                            {"required", array{"path", "message"}}};
    return {{"type", "object"},
            {"properties", object{{"type", text},
                                  {"title", text},
                                  {"status", object{{"type", "integer"}}},
                                  {"detail", text},
                                  {"code", text},
                                  {"hint", text},
                                  {"requestId", text},
                                  {"where", text},
                                  {"retryAfterSeconds", object{{"type", "integer"}}},
                                  {"errors", object{{"type", "array"}, {"items", fieldError}}}}},
            {"required", array{"type", "title", "status", "detail", "code", "hint", "requestId"}}};
}

object components(const Registry &registry)
{
    object schemas{{"Problem", problemSchema()}};
    for (const auto &operation : registry.operations()) {
        // A field that is in the path is not wanted in the body again.
        object request = operation->requestSchema;
        if (auto *required = request.if_contains("required")) {
            const auto inPath = pathFields(operation->info.path);
            auto &list = required->as_array();
            for (auto each = list.begin(); each != list.end();)
                each = std::ranges::find(inPath, textOf(*each)) != inPath.end() ? list.erase(each) : each + 1;
            if (list.empty())
                request.erase("required");
        }
        schemas.emplace(operation->requestName, std::move(request));
        schemas.emplace(operation->responseName, operation->responseSchema);
    }
    const object bearer{{"type", "http"},
                        {"scheme", "bearer"},
                        {"description", "An access token from auth.login, or an API key (tt_…)."}};
    const object problem{{"description", "What happened, why, and what to do"},
                         {"content", jsonContent("application/problem+json", "Problem")}};
    return {{"schemas", std::move(schemas)},
            {"responses", object{{"Problem", problem}}},
            {"securitySchemes", object{{"bearer", bearer}}}};
}

} // namespace

object openApiDocument(const Registry &registry)
{
    object paths;
    for (const auto &operation : registry.operations()) {
        auto &path = paths["/" + operation->info.path];
        if (!path.is_object())
            path = object{};
        path.as_object().emplace(verbOf(operation->info.method), describe(*operation));
    }
    return {{"openapi", "3.1.0"},
            {"info", object{{"title", "Tabletalk"},
                            {"version", TABLETALK_VERSION},
                            {"description", "Every operation is also a JSON-RPC 2.0 method of the WebSocket at /rpc, "
                                            "with operationId as its name. PUT answers PATCH as well."}}},
            {"servers", array{object{{"url", "/api/v1"}}}},
            {"security", array{object{{"bearer", array{}}}}},
            {"paths", std::move(paths)},
            {"components", components(registry)}};
}

} // namespace tabletalk
