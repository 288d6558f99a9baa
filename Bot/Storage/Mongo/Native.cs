using System.Runtime.InteropServices;

namespace Bot.Storage.Mongo;

/// <summary>
/// What we use of libmongoc and libbson, by the names their documentation has. A wrong argument aborts the process there:
/// callers pass only what they have checked.
/// </summary>
internal static unsafe partial class Native
{
    public const int ReadPrimary = 1;
    public const int WriteMajority = -3;

    private const string Mongoc = NativeLibraries.Mongoc;
    private const string Libbson = NativeLibraries.Bson;

    [LibraryImport(Mongoc)]
    public static partial void mongoc_init();

    [LibraryImport(Mongoc)]
    public static partial void mongoc_log_set_handler(nint handler, nint context);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mongoc_uri_new_with_error(string uri, Error* error);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_uri_destroy(nint uri);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_uri_get_database(nint uri);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_uri_get_password(nint uri);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_uri_get_appname(nint uri);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_uri_has_option(nint uri, string option);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mongoc_uri_get_option_as_int32(nint uri, string option, int fallback);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_uri_set_option_as_int32(nint uri, string option, int value);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_uri_set_write_concern(nint uri, nint concern);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_uri_get_write_concern(nint uri);

    [LibraryImport(Mongoc)]
    public static partial int mongoc_write_concern_get_w(nint concern);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_write_concern_new();

    [LibraryImport(Mongoc)]
    public static partial void mongoc_write_concern_set_w(nint concern, int w);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_write_concern_destroy(nint concern);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_read_prefs_new(int mode);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_read_prefs_destroy(nint preference);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_pool_new_with_error(nint uri, Error* error);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_max_size(nint pool, uint clients);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_pool_set_error_api(nint pool, int version);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_pool_set_appname(nint pool, string name);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_pool_pop(nint pool);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_push(nint pool, nint client);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_destroy(nint pool);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mongoc_client_get_collection(nint client, string database, string collection);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_collection_destroy(nint collection);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_read_command_with_opts(nint client, string database, Bson* command, nint preference, Bson* options, Bson* reply, Error* error);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_write_command_with_opts(nint client, string database, Bson* command, Bson* options, Bson* reply, Error* error);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_collection_find_with_opts(nint collection, Bson* filter, Bson* options, nint preference);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_collection_aggregate(nint collection, int flags, Bson* pipeline, Bson* options, nint preference);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_cursor_next(nint cursor, Bson** document);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_cursor_error_document(nint cursor, Error* error, Bson** reply);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_cursor_destroy(nint cursor);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_collection_insert_one(nint collection, Bson* document, Bson* options, Bson* reply, Error* error);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_collection_update_one(nint collection, Bson* filter, Bson* update, Bson* options, Bson* reply, Error* error);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_collection_delete_one(nint collection, Bson* filter, Bson* options, Bson* reply, Error* error);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_start_session(nint client, nint options, Error* error);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_session_append(nint session, Bson* options, Error* error);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_session_start_transaction(nint session, nint options, Error* error);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_client_session_commit_transaction(nint session, Bson* reply, Error* error);

    [LibraryImport(Mongoc)]
    public static partial Bson* mongoc_client_session_get_lsid(nint session);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_session_destroy(nint session);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_collection_watch(nint collection, Bson* pipeline, Bson* options);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_change_stream_next(nint stream, Bson** change);

    [LibraryImport(Mongoc)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mongoc_change_stream_error_document(nint stream, Error* error, Bson** reply);

    [LibraryImport(Mongoc)]
    public static partial Bson* mongoc_change_stream_get_resume_token(nint stream);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_change_stream_destroy(nint stream);

    [LibraryImport(Libbson)]
    [SuppressGCTransition]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool bson_init_static(Bson* bson, byte* data, nuint length);

    [LibraryImport(Libbson)]
    [SuppressGCTransition]
    public static partial void bson_init(Bson* bson);

    [LibraryImport(Libbson)]
    public static partial void bson_destroy(Bson* bson);

    [LibraryImport(Libbson)]
    [SuppressGCTransition]
    public static partial byte* bson_get_data(Bson* bson);

    /// <summary><c>bson_t</c>; it must stand at a multiple of its size.</summary>
    [StructLayout(LayoutKind.Explicit, Size = Size)]
    public struct Bson
    {
        public const int Size = 128;

        [FieldOffset(4)]
        private readonly uint _length;

        /// <summary>The document; it lives as long as the C driver says.</summary>
        public static ReadOnlySpan<byte> Span(Bson* bson) => new(bson_get_data(bson), (int)bson->_length);
    }

    /// <summary><c>bson_error_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Error
    {
        public uint Domain;
        public uint Code;
        private fixed byte _message[504];

        public readonly string Message
        {
            get
            {
                fixed (byte* message = _message)
                {
                    return Marshal.PtrToStringUTF8((nint)message) ?? "";
                }
            }
        }
    }
}
