// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/object.hpp>

namespace tabletalk {

class Registry;

/// The OpenAPI 3.1 document of everything that is registered: each operation once, with
/// its name as operationId. Operations for everybody carry an empty security list.
boost::json::object openApiDocument(const Registry &registry);

} // namespace tabletalk
