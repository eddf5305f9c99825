// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <boost/json/object.hpp>

#include <QString>

#include <initializer_list>
#include <optional>

namespace tabletalk {

/// Reads the arguments of a tool, which whoever calls it may have made up. Throws InvalidRequest with the path.
class ToolArguments
{
public:
    /// known: all that the tool takes; anything else is refused.
    ToolArguments(const boost::json::object &arguments, std::initializer_list<const char *> known);

    /// Nothing when it is absent, null or blank.
    std::optional<QString> text(const char *name, qsizetype most) const;
    QString requiredText(const char *name, qsizetype most) const;
    std::optional<int> number(const char *name, int least, int most) const;

private:
    const boost::json::object &m_arguments;
};

/// {"type": "string", "description": …} and the like, for the schemas of tools.
boost::json::object textArgument(const char *description);
boost::json::object numberArgument(const char *description, int least, int most);
/// An object without unknown members.
boost::json::object argumentsOf(boost::json::object properties, std::initializer_list<const char *> required);

} // namespace tabletalk
