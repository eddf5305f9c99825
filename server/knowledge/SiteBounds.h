// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// How far web sites are followed.
namespace tabletalk::site_bounds {

inline constexpr int usualDepth = 2;
inline constexpr int mostDepth = 10;
inline constexpr int usualPages = 100;
inline constexpr int mostPages = 2'000;

} // namespace tabletalk::site_bounds
