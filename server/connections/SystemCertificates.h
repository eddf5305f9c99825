// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk {

/// The file with the certificate authorities that this system trusts, for drivers that want
/// to be told; empty where the system keeps none in a file.
QString systemCertificateFile();

} // namespace tabletalk
