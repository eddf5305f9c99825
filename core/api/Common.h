// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"

#include <boost/describe/class.hpp>

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::api {

/// A request or response without content.
struct Empty
{
};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

/// How lists are asked for: at most limit items after the position that cursor stands for.
struct ListRequest
{
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(ListRequest, (), (limit, cursor))

} // namespace tabletalk::api
