// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tabletalk {

/// The authorities that Windows trusts, as PEM; empty on other systems, which keep them in a file.
QByteArray windowsCertificates();

} // namespace tabletalk
