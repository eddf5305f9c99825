// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk::ui {

/// The spacing scale, in device-independent pixels. No other distances are used.
namespace space {
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;
} // namespace space

/// Text wider than this is tiring to read.
inline constexpr int readableWidth = 1080;

} // namespace tabletalk::ui
