// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/GuestRules.h"

#include <boost/json/object.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tabletalk {

namespace {

/// How fields are called that hold a place to go to.
constexpr std::array<std::string_view, 5> placeWords{"url", "uri", "issuer", "host", "endpoint"};

bool isPlace(std::string_view field)
{
    std::string lower(field);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return std::ranges::any_of(placeWords, [&](std::string_view word) { return lower.ends_with(word); });
}

} // namespace

bool namesPlace(const boost::json::value &params)
{
    if (const auto *items = params.if_array())
        return std::ranges::any_of(*items, namesPlace);
    const auto *fields = params.if_object();
    return fields && std::ranges::any_of(*fields, [](const auto &field) {
               if (field.value().is_null())
                   return false;
               return isPlace(std::string_view(field.key().data(), field.key().size())) || namesPlace(field.value());
           });
}

Problem notForGuests()
{
    return Problem::of(
        ProblemCode::Forbidden,
        QCoreApplication::translate("Dispatcher",
                                    "This server is somebody's own computer. Over the network it connects "
                                    "to no new databases, pages, models or other addresses."),
        QCoreApplication::translate("Dispatcher", "Ask the person whose computer it is to add it there."));
}

} // namespace tabletalk
