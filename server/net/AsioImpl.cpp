// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place where the parts of Asio and Beast that are no templates are compiled.
// The macros BOOST_ASIO_SEPARATE_COMPILATION and BOOST_BEAST_SEPARATE_COMPILATION are
// set for the server module and whoever links it.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
