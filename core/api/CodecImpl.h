// SPDX-License-Identifier: GPL-3.0-or-later
//
// How described structs become JSON and back. Included only by the .cpp files that
// instantiate messages (see instantiateMessage at the end); everybody else includes Codec.h.
#pragma once

#include "core/api/Codec.h"
#include "core/api/KnowledgeIds.h"
#include "core/api/SavedIds.h"
#include "core/api/ScheduleIds.h"
#include "core/base/Id.h"
#include "core/base/Instant.h"

#include <boost/core/type_name.hpp>
#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cmath>
#include <limits>
#include <tuple>
#include <type_traits>
#include <vector>

namespace tabletalk::api::codec {

template <class T>
inline constexpr bool isOptional = false;
template <class T>
inline constexpr bool isOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool isVector = false;
template <class T>
inline constexpr bool isVector<std::vector<T>> = true;
template <class T>
inline constexpr bool isId = false;
template <class Tag>
inline constexpr bool isId<Id<Tag>> = true;

/// What an id names, for the things that lie in a workspace: whoever may enter one workspace
/// alone is asked where those lie. Others are of the whole organisation.
template <class T>
inline constexpr const char *thingOf = nullptr;
template <>
inline constexpr const char *thingOf<WorkspaceId> = "workspace";
template <>
inline constexpr const char *thingOf<ConnectionId> = "database";
template <>
inline constexpr const char *thingOf<ConversationId> = "conversation";
template <>
inline constexpr const char *thingOf<MessageId> = "message";
template <>
inline constexpr const char *thingOf<ResultId> = "result";
template <>
inline constexpr const char *thingOf<StreamId> = "stream";
template <>
inline constexpr const char *thingOf<SavedQuestionId> = "saved_question";
template <>
inline constexpr const char *thingOf<DashboardId> = "dashboard";
template <>
inline constexpr const char *thingOf<ScheduleId> = "schedule";
template <>
inline constexpr const char *thingOf<DocumentId> = "document";
template <>
inline constexpr const char *thingOf<PassageId> = "passage";
template <>
inline constexpr const char *thingOf<EntityId> = "entity";
template <>
inline constexpr const char *thingOf<AgentId> = "agent";
template <>
inline constexpr const char *thingOf<AgentSessionId> = "agent_session";
template <>
inline constexpr const char *thingOf<AgentMemoryId> = "agent_memory";
template <>
inline constexpr const char *thingOf<WorkflowId> = "workflow";
template <>
inline constexpr const char *thingOf<WorkflowRunId> = "workflow_run";

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T, class Visit>
void forEachMember(Visit &&visit)
{
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>(std::forward<Visit>(visit));
}

/// A field that may be missing: it keeps the value that the struct gives it; a list is empty.
template <class T>
inline constexpr bool mayBeMissing = isOptional<T> || isVector<T> || std::is_arithmetic_v<T>;

inline std::string utf8(const QString &text)
{
    return text.toStdString();
}

// --- writing ---------------------------------------------------------------

template <class T>
boost::json::value write(const T &value)
{
    if constexpr (std::is_same_v<T, boost::json::value>) {
        return value;
    } else if constexpr (std::is_same_v<T, QString>) {
        return boost::json::value(utf8(value));
    } else if constexpr (std::is_same_v<T, Instant>) {
        return boost::json::value(utf8(value.toRfc3339()));
    } else if constexpr (isId<T>) {
        return boost::json::value(utf8(value.toString()));
    } else if constexpr (isOptional<T>) {
        return value ? write(*value) : boost::json::value(nullptr);
    } else if constexpr (isVector<T>) {
        boost::json::array array;
        array.reserve(value.size());
        for (const auto &item : value)
            array.push_back(write(item));
        return array;
    } else if constexpr (std::is_arithmetic_v<T>) {
        return boost::json::value(value);
    } else {
        static_assert(Described<T>, "describe the message with BOOST_DESCRIBE_STRUCT");
        boost::json::object object;
        forEachMember<T>([&](auto member) { object.emplace(member.name, write(value.*member.pointer)); });
        return object;
    }
}

// --- reading ---------------------------------------------------------------

using Errors = std::vector<FieldError>;

/// More would only repeat the same mistake to the reader.
inline constexpr size_t maxReportedErrors = 20;

void complain(Errors &errors, const QString &path, const QString &expected);

/// The parts that need no template, kept in Codec.cpp.
void readText(const boost::json::value &json, QString &out, const QString &path, Errors &errors);
void readInstant(const boost::json::value &json, Instant &out, const QString &path, Errors &errors);
void readInteger(const boost::json::value &json, qint64 &out, qint64 least, qint64 most, const QString &path,
                 Errors &errors);
QString expectedUuid();
QString expectedBoolean();
QString expectedNumber();
QString expectedArray();
QString expectedObject();
QString missingField();

template <class T>
void read(const boost::json::value &json, T &out, const QString &path, Errors &errors)
{
    if constexpr (std::is_same_v<T, boost::json::value>) {
        out = json;
    } else if constexpr (std::is_same_v<T, QString>) {
        readText(json, out, path, errors);
    } else if constexpr (std::is_same_v<T, Instant>) {
        readInstant(json, out, path, errors);
    } else if constexpr (isId<T>) {
        const auto id =
            json.is_string()
                ? T::fromString(QString::fromUtf8(json.get_string().data(), qsizetype(json.get_string().size())))
                : std::nullopt;
        if (id)
            out = *id;
        else
            complain(errors, path, expectedUuid());
    } else if constexpr (isOptional<T>) {
        if (json.is_null()) {
            out.reset();
        } else {
            typename T::value_type value{};
            read(json, value, path, errors);
            out = std::move(value);
        }
    } else if constexpr (isVector<T>) {
        if (!json.is_array())
            return complain(errors, path, expectedArray());
        const auto &array = json.get_array();
        out.resize(array.size());
        for (size_t i = 0; i < array.size(); ++i)
            read(array[i], out[i], path + u'[' + QString::number(i) + u']', errors);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (json.is_bool())
            out = json.get_bool();
        else
            complain(errors, path, expectedBoolean());
    } else if constexpr (std::is_integral_v<T>) {
        qint64 value = 0;
        readInteger(json, value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), path, errors);
        out = static_cast<T>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        boost::system::error_code failed;
        const double number = json.to_number<double>(failed);
        if (failed || !std::isfinite(number))
            complain(errors, path, expectedNumber());
        else
            out = number;
    } else {
        static_assert(Described<T>, "describe the message with BOOST_DESCRIBE_STRUCT");
        if (!json.is_object())
            return complain(errors, path, expectedObject());
        const auto &object = json.get_object();
        forEachMember<T>([&](auto member) {
            using Field = std::remove_reference_t<decltype(out.*member.pointer)>;
            const QString fieldPath = path + u'.' + QString::fromLatin1(member.name);
            if (const auto *field = object.if_contains(member.name))
                read(*field, out.*member.pointer, fieldPath, errors);
            else if constexpr (!mayBeMissing<Field>)
                complain(errors, fieldPath, missingField());
        });
    }
}

// --- JSON Schema (2020-12, as OpenAPI 3.1 uses it) ---------------------------

template <class T>
boost::json::object schema()
{
    using Object = boost::json::object;
    if constexpr (std::is_same_v<T, boost::json::value>) {
        return Object{};
    } else if constexpr (std::is_same_v<T, QString>) {
        return Object{{"type", "string"}};
    } else if constexpr (std::is_same_v<T, Instant>) {
        return Object{{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (isId<T>) {
        Object object{{"type", "string"}, {"format", "uuid"}};
        if (thingOf<T>)
            object.emplace("x-thing", thingOf<T>);
        return object;
    } else if constexpr (isOptional<T>) {
        auto inner = schema<typename T::value_type>();
        if (const auto *type = inner.if_contains("type"))
            inner["type"] = boost::json::array{*type, "null"};
        return inner;
    } else if constexpr (isVector<T>) {
        return Object{{"type", "array"}, {"items", schema<typename T::value_type>()}};
    } else if constexpr (std::is_same_v<T, bool>) {
        return Object{{"type", "boolean"}};
    } else if constexpr (std::is_integral_v<T>) {
        return Object{{"type", "integer"}};
    } else if constexpr (std::is_floating_point_v<T>) {
        return Object{{"type", "number"}};
    } else {
        boost::json::object properties;
        boost::json::array required;
        forEachMember<T>([&](auto member) {
            using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            properties.emplace(member.name, schema<Field>());
            if constexpr (!mayBeMissing<Field>)
                required.emplace_back(member.name);
        });
        Object object{{"type", "object"}, {"properties", std::move(properties)}};
        if (!required.empty())
            object.emplace("required", std::move(required));
        return object;
    }
}

} // namespace tabletalk::api::codec

namespace tabletalk::api {

template <class Message>
boost::json::value toJson(const Message &message)
{
    return codec::write(message);
}

template <class Message>
std::string toJsonText(const Message &message)
{
    return boost::json::serialize(codec::write(message));
}

template <class Message>
Result<Message> fromJson(const boost::json::value &json, QStringView path)
{
    Message message;
    codec::Errors errors;
    codec::read(json, message, path.toString(), errors);
    if (errors.empty())
        return message;
    Problem problem = Problem::invalid(errors.front().path, errors.front().message);
    problem.errors = std::move(errors);
    return std::unexpected(std::move(problem));
}

template <class Message>
boost::json::object jsonSchemaOf()
{
    return codec::schema<Message>();
}

template <class Message>
std::string_view messageName()
{
    static const std::string name = [] {
        const std::string full = boost::core::type_name<Message>();
        return full.substr(full.rfind(':') + 1);
    }();
    return name;
}

/// The explicit instantiations of one message; used in the .cpp beside the struct:
///     template struct Instantiate<RegisterRequest>;
template <class Message>
struct Instantiate
{
    static auto all()
    {
        return std::tuple(&toJson<Message>, &toJsonText<Message>, &fromJson<Message>, &jsonSchemaOf<Message>,
                          &messageName<Message>);
    }
};

} // namespace tabletalk::api
