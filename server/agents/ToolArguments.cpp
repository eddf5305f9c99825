// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/ToolArguments.h"

#include <boost/json/array.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <string_view>

namespace tabletalk {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

static QString pathOf(std::string_view name)
{
    return QString(u"arguments." + QString::fromUtf8(name.data(), qsizetype(name.size())).left(100));
}

ToolArguments::ToolArguments(const boost::json::object &arguments, std::initializer_list<const char *> known)
    : m_arguments(arguments)
{
    for (const auto &argument : arguments) {
        const std::string_view name(argument.key().data(), argument.key().size());
        if (std::ranges::find(known, name, [](const char *text) { return std::string_view(text); }) == known.end())
            throw Problem::invalid(pathOf(name), tr("is not known"));
    }
}

std::optional<QString> ToolArguments::text(const char *name, qsizetype most) const
{
    const auto *value = m_arguments.if_contains(name);
    if (!value || value->is_null())
        return std::nullopt;
    if (!value->is_string())
        throw Problem::invalid(pathOf(name), tr("expected a text"));
    QString text = QString::fromUtf8(value->get_string().data(), qsizetype(value->get_string().size())).trimmed();
    if (text.size() > most)
        throw Problem::invalid(pathOf(name), tr("may have %1 characters").arg(most));
    return text.isEmpty() ? std::nullopt : std::optional(std::move(text));
}

QString ToolArguments::requiredText(const char *name, qsizetype most) const
{
    auto given = text(name, most);
    if (!given)
        throw Problem::invalid(pathOf(name), tr("must not be empty"));
    return *std::move(given);
}

std::optional<int> ToolArguments::number(const char *name, int least, int most) const
{
    const auto *value = m_arguments.if_contains(name);
    if (!value || value->is_null())
        return std::nullopt;
    if (!value->is_int64() || value->get_int64() < least || value->get_int64() > most)
        throw Problem::invalid(pathOf(name), tr("expected %1 to %2").arg(least).arg(most));
    return int(value->get_int64());
}

boost::json::object textArgument(const char *description)
{
    return {{"type", "string"}, {"description", description}};
}

boost::json::object numberArgument(const char *description, int least, int most)
{
    return {{"type", "integer"}, {"description", description}, {"minimum", least}, {"maximum", most}};
}

boost::json::object argumentsOf(boost::json::object properties, std::initializer_list<const char *> required)
{
    boost::json::array names;
    for (const char *name : required)
        names.emplace_back(name);
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(names)},
            {"additionalProperties", false}};
}

} // namespace tabletalk
