// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk::ask {

/// What groups take of a date.
enum class Bucket { Year, Quarter, Month, Week, Day, MonthOfYear, DayOfWeek, Hour };

} // namespace tabletalk::ask
