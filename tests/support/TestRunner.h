// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace tabletalk::test {

/// Adds a test class to the program it is linked into, under its class name.
/// Used once at the end of each tst_*.cpp:
///     static const bool registered = tabletalk::test::add<TestClass>();
bool addTest(std::function<std::unique_ptr<QObject>()> make);

template <class TestClass>
bool add()
{
    return addTest([] { return std::unique_ptr<QObject>(std::make_unique<TestClass>()); });
}

} // namespace tabletalk::test
