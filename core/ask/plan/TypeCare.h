// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk::ask {

/// PostgreSQL converts nothing by itself: what it is asked to compare must have types that go together.

/// Text that is compared with any other, and not an enumeration, a uuid or the like.
bool isPlainText(const Column &column);

/// What has no order and often no equality (documents, shapes, ranges): it is read as text throughout.
bool isOpaque(const Column &column);

/// Whether a value as typed can be one of the column's; the engine would not run a comparison otherwise.
bool canHold(const Column &column, const QString &value);

} // namespace tabletalk::ask
