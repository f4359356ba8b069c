// The one translation unit that compiles Asio's and Beast's own code. Every other file sees their
// declarations only, which saves most of a minute and a gigabyte for each of them.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
