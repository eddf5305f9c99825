// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Codec.h"
#include "core/api/Common.h"
#include "server/api/Call.h"
#include "server/api/Operation.h"
#include "server/api/TextStream.h"
#include "server/base/Async.h"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tabletalk {

/// A field of a request that names things of a workspace by their ids.
struct ThingField
{
    std::string field;
    std::string thing; ///< "database"; see server/api/WorkspaceFinder.h
    bool isList = false;
};

/// A registered operation with its types erased.
struct Operation
{
    OperationInfo info;
    std::optional<Permission> permission; ///< nothing: public, and listed as such
    boost::json::object requestSchema;
    boost::json::object responseSchema;
    std::vector<ThingField> things; ///< in the request; found by the registry
    std::string requestName;
    std::string responseName;
    std::vector<std::string> streamTypes; ///< what it streams; empty for an answer in JSON
    std::function<Awaitable<boost::json::value>(PublicCall, boost::json::value)> runPublic;
    std::function<Awaitable<boost::json::value>(Call, boost::json::value)> run;
};

/// The rule that decides about a call, for the audit log: "chat.run by owner".
QString ruleApplied(const Operation &operation, const Identity &caller);

/// The list of all operations. Filled once at start (each x_operations.cpp adds its own),
/// then only read. A name or a path that is declared twice does not start.
///
/// A handler is a coroutine (or a plain function of the same arguments, for what neither
/// blocks nor waits): Awaitable<Response>(Call, Request). It gets a Call only after the
/// token was verified and the permission granted, so neither can be forgotten.
class Registry
{
public:
    template <class Request, class Response, class Handler>
    void add(OperationInfo info, Permission permission, Handler handler)
    {
        Operation operation = describe<Request, Response>(std::move(info));
        operation.permission = permission;
        operation.run = [handler = std::move(handler)](Call call,
                                                       boost::json::value params) -> Awaitable<boost::json::value> {
            Request request = orThrow(api::fromJson<Request>(params));
            Response response = co_await handler(std::move(call), std::move(request));
            co_return api::toJson(response);
        };
        insert(std::move(operation));
    }

    /// An operation that answers with a stream of text, over HTTP only. The handler gives it:
    /// TextStream(Call, Request).
    template <class Request, class Handler>
    void addStream(OperationInfo info, Permission permission, std::vector<std::string> types, Handler handler)
    {
        Operation operation = describe<Request, api::Empty>(std::move(info));
        operation.permission = permission;
        operation.streamTypes = std::move(types);
        operation.run = [handler = std::move(handler)](Call call,
                                                       boost::json::value params) -> Awaitable<boost::json::value> {
            const std::shared_ptr<TextStream> stream = call.stream;
            requireStream(stream);
            Request request = orThrow(api::fromJson<Request>(params));
            *stream = handler(std::move(call), std::move(request));
            co_return boost::json::object{};
        };
        insert(std::move(operation));
    }

    /// An operation for everybody, signed in or not.
    template <class Request, class Response, class Handler>
    void addPublic(OperationInfo info, Handler handler)
    {
        Operation operation = describe<Request, Response>(std::move(info));
        operation.runPublic = [handler = std::move(handler)](
                                  PublicCall call, boost::json::value params) -> Awaitable<boost::json::value> {
            Request request = orThrow(api::fromJson<Request>(params));
            Response response = co_await handler(std::move(call), std::move(request));
            co_return api::toJson(response);
        };
        insert(std::move(operation));
    }

    const Operation *find(std::string_view name) const;
    const std::vector<std::unique_ptr<const Operation>> &operations() const { return m_operations; }

private:
    template <class Request, class Response>
    static Operation describe(OperationInfo info)
    {
        Operation operation;
        operation.info = std::move(info);
        operation.requestSchema = api::jsonSchemaOf<Request>();
        operation.responseSchema = api::jsonSchemaOf<Response>();
        operation.requestName = api::messageName<Request>();
        operation.responseName = api::messageName<Response>();
        return operation;
    }

    /// Throws MethodNotAllowed for a caller that takes no streams.
    static void requireStream(const std::shared_ptr<TextStream> &stream);

    void insert(Operation operation);

    std::vector<std::unique_ptr<const Operation>> m_operations; ///< in order of name
};

} // namespace tabletalk
