// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/net/HttpMessage.h"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tabletalk {

class Registry;
struct Operation;

/// Which operation a verb and a path mean, and what the path and the query say about the
/// request's fields. Literal segments go before {fields}: databases/test is not the
/// database called "test".
class RestRouter
{
public:
    explicit RestRouter(const Registry &registry);

    struct Match
    {
        const Operation *operation = nullptr; ///< nothing: see allowed
        boost::json::object fields;           ///< from the path
        std::string allowed;                  ///< verbs that the path takes, for "Allow"; empty: no such path
    };

    /// path is below /api/v1/ and still encoded.
    Match match(HttpVerb verb, std::string_view path) const;

    /// Adds the fields of the query to params, converted to the types that the request's
    /// schema gives them; what cannot be converted stays a text and is refused by the
    /// message's own check. Fields that the request does not have are left out.
    static Result<void> addQuery(const Operation &operation, std::string_view query, boost::json::object &params);

private:
    struct Segment
    {
        std::string text; ///< a literal, or the name of the field
        bool isField = false;
    };
    struct Route
    {
        std::vector<Segment> segments;
        const Operation *operation = nullptr;
    };

    static bool fits(const Route &route, const std::vector<std::string> &path);

    std::vector<Route> m_routes; ///< literals first
};

} // namespace tabletalk
