// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <boost/json/value.hpp>

namespace tabletalk {

/// Somebody's own computer may go to all of its files and all hosts around it, because its owner asks. Whoever comes in
/// over the network works with what the owner connected, and names no place of their own for it to go to: no address of
/// a database, page, model, webhook or identity provider. What gets such a field later is
/// refused as well. params: as they came.
bool namesPlace(const boost::json::value &params);

/// The refusal of that.
Problem notForGuests();

} // namespace tabletalk
